// The program that writes a book's files: `write-book.ts ACCOUNTS FOLDER`.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSample } from '../src/domains/imports/sample/index.ts'
import { businessDate, councilId } from './book.ts'

const [accounts = '', folder = ''] = process.argv.slice(2)
await writeSample({
  accounts: Number(accounts),
  seed: 7,
  out: folder,
  businessDate,
  only: { councilId, feed: 'council-tax-accounts' },
})
await writeFile(join(folder, 'written'), '')
