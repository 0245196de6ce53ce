import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { decode, records } from '#imports'
import {
  gatherPeople,
  matchPeople,
  type Person,
  standardise,
  type TargetField,
  targetFields,
} from '#parties'
import { type Command, neededOption, option, WrongUsage } from './command.ts'

const text = { type: 'string' } as const

type List = { readonly ids: string[]; readonly people: Person[] }

export const matchCommand: Command = {
  name: 'match',
  usage:
    'match <people.csv>… --id COLUMN --columns given_name=COLUMN,date_of_birth=COLUMN,… [--clusters clusters.csv] [--pairs pairs.csv] [--encoding utf-8]',
  does: `Says which records of a list of people are one person, learning from the list itself: what to run before matching goes live. Fields: ${targetFields.join(', ')}. A field of several columns is joined with +, such as address_1=number+street.`,
  options: { id: text, columns: text, clusters: text, pairs: text, encoding: text },
  run: async asked => {
    if (asked.words.length === 0) throw new WrongUsage('Say which files of people.')
    const columns = readColumns(neededOption(asked, 'columns', 'which columns say what'))
    const id = neededOption(asked, 'id', 'the column that names each record')
    const list: List = { ids: [], people: [] }
    const encoding = option(asked, 'encoding') ?? 'utf-8'
    for (const path of asked.words) await readList(path, { id, columns, encoding }, list)
    asked.say(`${list.people.length} records read. Comparing…`)
    const repeated = repeatedIn(list.ids)
    if (repeated > 0)
      asked.say(
        `${repeated} of them have no id in “${id}” of their own: they are compared, but what is written cannot tell them apart.`,
      )

    const matched = matchPeople(list.people)
    const groups = gatherPeople(list.people, matched)
    await write(option(asked, 'clusters'), 'record,cluster', clusterRows(list, groups))
    await write(option(asked, 'pairs'), 'left,right,probability', pairRows(list, matched.pairs))
    const people = new Set(groups).size
    const result = {
      records: list.people.length,
      compared: matched.compared,
      repeated,
      people,
      learned: matched.model.comparisons.map(({ name }) => name),
    }
    return {
      data: result,
      words: `${result.records} records are ${people} people, from ${result.compared} pairs compared by ${result.learned.join(', ')}.`,
    }
  },
}

type Columns = ReadonlyMap<TargetField, readonly string[]>

function readColumns(said: string): Columns {
  const columns = new Map<TargetField, readonly string[]>()
  for (const part of said.split(',').map(one => one.trim())) {
    const [target = '', column = ''] = part.split('=').map(one => one.trim())
    if (!isTarget(target))
      throw new WrongUsage(
        `“${target}” is no field of a person. The fields are ${targetFields.join(', ')}.`,
      )
    if (column === '') throw new WrongUsage(`Say which column ${target} is: ${target}=COLUMN.`)
    const before = columns.get(target) ?? []
    columns.set(target, [...before, ...column.split('+').map(one => one.trim())])
  }
  return columns
}

const isTarget = (name: string): name is TargetField =>
  (targetFields as readonly string[]).includes(name)

/** Records of one name cannot be told apart in what is written: files that each count from 1, for one. */
function repeatedIn(ids: readonly string[]): number {
  const known = new Set<string>()
  return ids.filter(id => id === '' || known.size === known.add(id).size).length
}

const asWritten = { delimiter: ',', quote: '"', skipsSpaces: true }

/** A comma, unless the first line has none and one of the others that spreadsheets write. */
async function delimiterOf(path: string, encoding: string): Promise<string> {
  for await (const { cells } of records(decode(createReadStream(path), encoding), asWritten)) {
    if (cells.length > 1) break
    const only = cells[0] ?? ''
    return [';', '\t', '|'].find(delimiter => only.includes(delimiter)) ?? ','
  }
  return ','
}

/** Reads a file's rows as they come, so that only what is compared is kept. */
async function readList(
  path: string,
  {
    id,
    columns,
    encoding,
  }: { readonly id: string; readonly columns: Columns; readonly encoding: string },
  list: List,
): Promise<void> {
  let header: readonly string[] | undefined
  const delimiter = await delimiterOf(path, encoding)
  const lines = records(decode(createReadStream(path), encoding), { ...asWritten, delimiter })
  for await (const { cells } of lines) {
    if (cells.every(cell => cell.trim() === '')) continue
    if (!header) {
      header = cells.map(cell => cell.trim())
      const wanted = [id, ...[...columns.values()].flat()]
      const missing = wanted.filter(name => !header?.includes(name))
      if (missing.length > 0)
        throw new WrongUsage(
          `${path} has no column ${missing.map(name => `“${name}”`).join(', ')}. It has ${header.join(', ')}.`,
        )
      continue
    }
    const at = (name: string) => (cells[header?.indexOf(name) ?? -1] ?? '').trim()
    list.ids.push(at(id))
    list.people.push(
      standardise(
        Object.fromEntries(
          [...columns].map(([target, names]) => [target, names.map(at).filter(Boolean).join(' ')]),
        ),
      ),
    )
  }
  if (!header) throw new WrongUsage(`${path} is empty.`)
}

function* clusterRows({ ids }: List, groups: Int32Array): Generator<readonly string[]> {
  for (const [n, group] of groups.entries()) yield [ids[n] ?? '', ids[group] ?? '']
}

function* pairRows(
  { ids }: List,
  pairs: readonly { left: number; right: number; probability: number }[],
): Generator<readonly string[]> {
  for (const { left, right, probability } of pairs)
    yield [ids[left] ?? '', ids[right] ?? '', String(Math.round(probability * 1e6) / 1e6)]
}

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

async function write(
  path: string | undefined,
  header: string,
  rows: Iterable<readonly string[]>,
): Promise<void> {
  if (path === undefined) return
  const file = createWriteStream(path)
  let lines = `${header}\r\n`
  for (const row of rows) {
    lines += `${row.map(quoted).join(',')}\r\n`
    if (lines.length > 65_536) {
      if (!file.write(lines)) await once(file, 'drain')
      lines = ''
    }
  }
  file.end(lines)
  await once(file, 'finish')
}
