#!/usr/bin/env node
// `npx evenhand …` inside the checkout: the command line, on the pinned Node.
import { join } from 'node:path'
process.argv.splice(2, 0, join(import.meta.dirname, 'src', 'main.ts'))
await import('./run.mjs')
