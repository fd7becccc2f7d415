"""The network on JAX: jax.grad for every slope, vmap for many at once, jit for training steps."""

import jax

jax.config.update("jax_enable_x64", True)
# Each table has shapes of its own: compiling costs more than running.
jax.config.update("jax_disable_most_optimizations", True)
