"""What runs inside the web page: Python in WebAssembly, with the engine as it is."""
