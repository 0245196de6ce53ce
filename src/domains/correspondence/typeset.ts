import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { formatDate } from '#values/dates.ts'
import { notDrawable } from './glyphs.ts'
import { type LetterFacts, templates } from './templates.ts'
import type { ToTypeset, Typeset } from './typst-worker.ts'

export type TypesetLetter = {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly sha256: string
  readonly title: string
  readonly template: string
  readonly version: number
}

const source = await readFile(join(import.meta.dirname, 'letter.typ'), 'utf8')

/**
 * Writes one letter as a tagged PDF. The same facts give the same bytes. Throws a sentence when there is no template,
 * a field is empty, or the font lacks a character: a letter with a gap or a box in it is not sent.
 */
export async function typesetLetter(facts: LetterFacts): Promise<TypesetLetter> {
  const template = templates[facts.notice]
  if (!template) throw new Error(`there is no letter for a ${facts.notice}.`)
  for (const field of ['council', 'addressee', 'reference', 'about'] as const) {
    if (facts[field].trim() === '') throw new Error(`its ${field} is empty.`)
  }
  if (facts.addressLines.length === 0) throw new Error('there is no address to send it to.')

  const data = {
    title: template.title,
    council: facts.council,
    council_address: facts.councilAddress,
    telephone: facts.telephone,
    address: [facts.addressee, ...facts.addressLines],
    date: formatDate(facts.issuedOn),
    reference: facts.reference,
    parts: template.parts(facts),
    closing: `${facts.council}`,
  }
  const missing = notDrawable(
    [facts.addressee, ...facts.addressLines, facts.about, facts.council].join(''),
  )
  if (missing.length > 0) {
    const codes = missing.map(
      character => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`,
    )
    throw new Error(
      `the font cannot write ${codes.slice(0, 5).join(', ')}. Write this letter by hand.`,
    )
  }
  const { pdf, pages } = await ask(JSON.stringify(data))
  return {
    pdf,
    pages,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    title: template.title,
    template: facts.notice,
    version: template.version,
  }
}

let worker: Worker | undefined
let lastId = 0
const waiting = new Map<
  number,
  { resolve(value: Typeset & { ok: true }): void; reject(error: Error): void }
>()

/** The compiler starts with the first letter and keeps no process alive by itself. */
function typesetter(): Worker {
  if (worker) return worker
  const started = new Worker(new URL('./typst-worker.ts', import.meta.url))
  started.on('message', (typeset: Typeset) => {
    const asked = waiting.get(typeset.id)
    waiting.delete(typeset.id)
    if (waiting.size === 0) started.unref()
    if (typeset.ok) asked?.resolve(typeset)
    else asked?.reject(new Error(typeset.problem))
  })
  const lost = (): void => {
    worker = undefined
    for (const { reject } of waiting.values())
      reject(new Error('the typesetter stopped; it is tried again.'))
    waiting.clear()
  }
  started.on('error', lost)
  started.on('exit', lost)
  worker = started
  return started
}

const ask = (data: string): Promise<Typeset & { ok: true }> =>
  new Promise((resolve, reject) => {
    const id = ++lastId
    waiting.set(id, { resolve, reject })
    const running = typesetter()
    running.ref()
    running.postMessage({ id, source, data } satisfies ToTypeset)
  })
