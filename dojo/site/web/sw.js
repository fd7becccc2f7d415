self.VERSION = "{version}";
