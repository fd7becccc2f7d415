"""The network on micrograd: every number is a Value, every slope what backward() leaves in grad."""
