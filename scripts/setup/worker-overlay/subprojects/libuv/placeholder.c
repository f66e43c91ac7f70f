/* Nothing: see meson.build. */
