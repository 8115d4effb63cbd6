#!/usr/bin/env node
// `lookback …` as npm installs it: the command line through the same bootstrap.
process.argv.splice(2, 0, 'lookback');
await import('./run.mjs');
