"""Rules under examination: `patterns check`, `explain`, `coverage`, `try`, `new` and the schemas."""
