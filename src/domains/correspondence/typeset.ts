import { createHash } from 'node:crypto'
import { formatDate } from '#values/dates.ts'
import { done, type Outcome, refused } from '#values/outcome.ts'
import { notDrawable } from './glyphs.ts'
import { colours, type LetterFacts, type Template } from './letter.ts'
import * as refusals from './refusals.ts'
import { templateNameOf, templates } from './templates.ts'
import { typeset } from './typesetter.ts'

export type TypesetLetter = {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly sha256: string
  readonly title: string
  readonly template: string
  readonly version: number
}

/**
 * Writes one letter as a tagged PDF. The same facts give the same bytes, on any day. Refuses when something is missing,
 * the font lacks a character or a line is too long: a letter with a gap, a box or a cut-off name is never sent.
 */
export async function typesetLetter(facts: LetterFacts): Promise<Outcome<TypesetLetter>> {
  const name = templateNameOf(facts)
  const template = templates[name]
  if (!template) return refused(refusals.noTemplate(facts.notice))
  const missing = missingFrom(facts, template)
  if (missing !== undefined) return refused(refusals.missing(missing))
  const sheet = sheetOf(facts, template)
  const characters = notDrawable(textsIn(sheet).join(''))
  if (characters.length > 0) return refused(refusals.notDrawable(characters))

  const answer = await typeset({
    sheet: 'letter',
    words: JSON.stringify(sheet).normalize('NFC'),
    letters: [],
  })
  if (!answer.ok) {
    if (answer.problem.includes('too long')) return refused(refusals.tooLong)
    throw new Error(`The letter could not be typeset: ${answer.problem}`)
  }
  const { pdf, pages } = answer
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  return done({
    pdf,
    pages,
    sha256,
    title: template.title,
    template: name,
    version: template.version,
  })
}

/** The first thing a letter cannot do without and has not got, in words. */
function missingFrom(facts: LetterFacts, { asksForNothing }: Template): string | undefined {
  const needed = {
    'the council’s name': facts.council,
    'the council’s address': facts.councilAddress.join(''),
    'the council’s telephone number': facts.telephone,
    'the name of whom it is for': facts.addressee,
    'an address': facts.addressLines.join(''),
    'the account’s reference': facts.reference,
    'what the debt is for': facts.about,
    'an amount to ask for': facts.claimed > 0n || asksForNothing ? 'yes' : '',
  }
  return Object.entries(needed).find(([, value]) => value.trim() === '')?.[0]
}

/** Every text of the sheet as it will be drawn: JSON would hide a control character behind an escape. */
export const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

/** An envelope's window has room for seven lines: the name, the address, the postcode. */
const linesInWindow = 7

const addressBlock = ({ addressee, addressLines }: LetterFacts): readonly string[] => {
  const lines = [addressee, ...addressLines].map(line => line.trim()).filter(line => line !== '')
  if (lines.length <= linesInWindow) return lines
  const [postcode = '', ...others] = [lines.at(-1), ...lines.slice(0, -1)]
  const kept = linesInWindow - 2
  return [...others.slice(0, kept), others.slice(kept).join(', '), postcode].map(line => line ?? '')
}

const sheetOf = (facts: LetterFacts, template: Template) => ({
  title: template.title,
  council: {
    name: facts.council,
    colour: colours[facts.colour],
    lines: [...facts.councilAddress, `Telephone ${facts.telephone}`],
  },
  issued: {
    year: facts.issuedOn.year,
    month: facts.issuedOn.month,
    day: facts.issuedOn.day,
  },
  address: addressBlock(facts),
  references: [
    ['Date', formatDate(facts.issuedOn)],
    ['Reference', facts.reference],
  ],
  salutation: `Dear ${facts.addressee}`,
  parts: template.parts(facts),
  from: 'Council debt recovery',
  footer: `Reference ${facts.reference}`,
})
