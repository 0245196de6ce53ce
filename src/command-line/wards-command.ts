import { open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { asCouncil, type Database } from '#platform/db.ts'
import { bringWards, wardsOf } from '#wards'
import { type Command, neededOption, option, word, WrongUsage } from './command.ts'
import { withCouncil } from './installation.ts'

const text = { type: 'string' } as const

/** The file of the whole country, which is too large for the page. */
export const wardsCommand: Command = {
  name: 'wards',
  usage: 'wards <file> --council C [--authority CODE] [--names FILE]',
  does: 'Brings a file of postcodes and their wards, as the ONS publishes it or the council’s own, and then one of their names. --authority is the code of whose rows are kept.',
  options: { council: text, authority: text, names: text },
  run: async asked => {
    const files = [word(asked, 0, 'which file to bring'), option(asked, 'names')]
    const authority = option(asked, 'authority')?.trim().toUpperCase()
    if (authority !== undefined && !/^[A-Z]\d{8}$/.test(authority))
      throw new WrongUsage('--authority takes a letter and eight figures, such as E07000116.')
    return withCouncil(neededOption(asked, 'council', 'whose wards'), async (database, council) => {
      for (const path of files) {
        if (path === undefined) continue
        const brought = await bringFile(database, {
          councilId: council.id,
          path: resolve(path),
          authority,
        })
        if (!brought.ok)
          return {
            data: { refused: brought.refusal },
            words: `${path}: ${brought.refusal.says}`,
            refused: true,
          }
      }
      const wards = await asCouncil(database, council.id, db => wardsOf(db, council.id))
      return {
        data: wards,
        words: [
          `${council.name} has ${wards.length} wards:`,
          ...wards.map(({ code, name, postcodes }) => `  ${code}  ${name}, ${postcodes} postcodes`),
        ].join('\n'),
      }
    })
  },
}

async function bringFile(
  database: Database,
  {
    councilId,
    path,
    authority,
  }: {
    readonly councilId: number
    readonly path: string
    readonly authority: string | undefined
  },
) {
  // A file that is refused is not always read to its end, and one that is left open is an error.
  await using file = await open(path).catch(() => {
    throw new WrongUsage(`The file ${path} cannot be read. Nothing was brought.`)
  })
  return await bringWards(database, {
    councilId,
    fileName: basename(path),
    bytes: file.createReadStream(),
    authority,
    actor: 'system:command line',
  })
}
