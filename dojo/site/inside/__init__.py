"""Python inside the web page: the engine as it is, in WebAssembly."""
