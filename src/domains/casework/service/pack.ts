import { letterFiles, type Pack, type PackPart, typesetPack } from '#correspondence'
import {
  type Account,
  componentsOf,
  liableFor,
  type StatementLine,
  statementOf,
  whatHappened,
} from '#debts'
import type { Db } from '#platform/db.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, type Pence, sum } from '#values/money.ts'
import { capitalised, inAList } from '#values/text.ts'
import { called, certificate, evidenceInWords, howItWent, lacking } from './in-words.ts'
import { noticesThatWent, type NoticeThatWent, standingOf } from './notices.ts'

/** The most that one pack holds: what is beyond is counted on it, and can be had from the account and from Letters. */
export const limits = { lines: 500, letters: 50 } as const

/** Everything a pack of an account says. */
export type PackOfAccount = {
  readonly account: Account
  readonly council: string
  readonly liable: readonly string[]
  readonly period: string
  readonly statement: readonly StatementLine[]
  readonly notices: readonly NoticeThatWent[]
  readonly madeOn: Temporal.PlainDate
}

export async function readPack(
  db: Db,
  {
    council,
    account,
    period,
    today,
  }: {
    readonly council: { readonly id: number; readonly name: string }
    readonly account: Account
    readonly period: string
    readonly today: Temporal.PlainDate
  },
): Promise<PackOfAccount> {
  return {
    account,
    council: council.name,
    liable: (await liableFor(db, council.id, account.id)).map(({ name }) => name),
    period,
    statement: await statementOf(db, council.id, account.id),
    notices: await noticesThatWent(db, { councilId: council.id, accountId: account.id }),
    madeOn: today,
  }
}

/** The letters that a pack encloses as they went: none that shows a confidential address, for a pack is read by others. */
export const enclosedIn = ({ notices }: PackOfAccount): readonly NoticeThatWent[] =>
  notices
    .filter(({ letterId, isConfidential }) => letterId !== null && isConfidential !== true)
    .slice(-limits.letters)

/** What a court would miss, a sentence each. */
export function missingFrom(pack: PackOfAccount): readonly string[] {
  const { notices, statement } = pack
  const ours = notices.filter(({ letterId }) => letterId !== null)
  const confidential = ours.filter(({ isConfidential }) => isConfidential === true)
  const copies = notices
    .filter(({ letterId }) => letterId === null)
    .map(({ title, issuedOn }) => `the ${title} of ${formatDate(issuedOn)}`)
  const left = ours.length - confidential.length - enclosedIn(pack).length
  return [
    ...notices.flatMap(notice => lacking(notice) ?? []),
    ...(copies.length === 0
      ? []
      : [`No copy is here of ${inAList(copies)}: ask the system that raised the debt.`]),
    ...confidential.map(
      one =>
        `The ${one.title} of ${formatDate(one.issuedOn)} is not enclosed: the address on it is confidential. A team leader decides whether it may be shown.`,
    ),
    ...(left > 0
      ? [
          `${left === 1 ? 'One older letter is' : `${left} older letters are`} not enclosed: a pack has the newest ${limits.letters}. They are in Letters.`,
        ]
      : []),
    ...(statement.length > limits.lines
      ? [
          `The ledger has ${statement.length} lines; this has the newest ${limits.lines}, and what the earlier ones came to.`,
        ]
      : []),
    ...(notices.length === 0 ? ['No notice has gone about this debt.'] : []),
  ]
}

/** The lines of the ledger that a pack shows, and what those before them came to. */
export const linesOf = ({
  statement,
}: Pick<PackOfAccount, 'statement'>): {
  readonly earlier: Pence
  readonly lines: readonly StatementLine[]
} => {
  const lines = statement.slice(-limits.lines)
  return {
    earlier: sum(statement.slice(0, statement.length - lines.length).map(({ amount }) => amount)),
    lines,
  }
}

/** What the pack's first part says of the debt: a label and a value each. */
export const aboutDebt = (pack: PackOfAccount): readonly (readonly [string, string])[] => {
  const { account, council, liable, period, madeOn } = pack
  return [
    ['Owed to', council],
    ['Owed by', inAList(liable)],
    ['What it is', `${capitalised(account.debtType)} ${account.reference}`],
    ['For when', period],
    ['Raised by', account.owningService],
    ['Law', account.governingLaw],
    ['Left to pay in all', formatPounds(account.balance)],
    ['Of this, late', formatPounds(account.overdue)],
    ['Figures of', formatDate(account.asAt)],
    ['Made on', formatDate(madeOn)],
  ]
}

/** Typesets the pack with the letters as they went. */
export async function typesetPackOf(
  db: Db,
  councilId: number,
  pack: PackOfAccount,
): ReturnType<typeof typesetPack> {
  const enclosed = enclosedIn(pack)
  const files = await letterFiles(
    db,
    councilId,
    enclosed.flatMap(({ letterId }) => letterId ?? []),
  )
  return typesetPack({
    ...inSections(pack),
    enclosed: enclosed.flatMap(notice => {
      const pdf = files.get(notice.letterId ?? '')
      return pdf === undefined
        ? []
        : [
            {
              title: called(notice),
              note: oneLine(`To ${notice.to}, as it went. SHA-256 ${notice.sha256 ?? ''}`),
              pages: notice.pages ?? 1,
              pdf,
            },
          ]
    }),
  })
}

const text = (words: string): PackPart => ({ kind: 'text', text: oneLine(words) })
const list = (items: readonly string[]): PackPart => ({ kind: 'list', items: items.map(oneLine) })
/** A text as it can stand in a line: what officers type may have several. */
const oneLine = (words: string): string => words.replaceAll(/\s+/g, ' ').trim()

const table = (
  columns: readonly (string | { readonly numeric: string })[],
  rows: readonly (readonly string[])[],
): PackPart => ({
  kind: 'table',
  columns: columns.map(column =>
    typeof column === 'string'
      ? { label: column, numeric: false }
      : { label: column.numeric, numeric: true },
  ),
  rows: rows.map(row => row.map(oneLine)),
})

/** All that the PDF says, but the letters. */
export function inSections(pack: PackOfAccount): Omit<Pack, 'enclosed'> {
  const { account, council, statement, notices, madeOn } = pack
  const { earlier, lines } = linesOf(pack)
  const missing = missingFrom(pack)
  const name = `${capitalised(account.debtType)} ${account.reference}`
  return {
    title: `Notice pack: ${name}`,
    council,
    madeOn,
    footer: `${council}, ${name}`,
    about: aboutDebt(pack).map(([label, value]) => oneLine(`${label}: ${value}`)),
    sections: [
      {
        title: 'What is owed',
        parts: [
          table(
            ['What makes it up', { numeric: 'Amount' }],
            componentsOf(statement).map(({ name: part, amount }) => [part, formatPounds(amount)]),
          ),
          ...(lines.length < statement.length
            ? [text(`The earlier lines came to ${formatPounds(earlier)}.`)]
            : []),
          table(
            ['Day', 'What happened', { numeric: 'Left to pay' }],
            lines.map(line => [
              formatDate(line.effectiveOn),
              capitalised(whatHappened(line)),
              formatPounds(line.balance),
            ]),
          ),
        ],
      },
      {
        title: 'Notices, and evidence of their service',
        parts: notices.flatMap((notice): readonly PackPart[] => {
          const evidence = standingOf(notice)
          return [
            { kind: 'heading', text: called(notice) },
            list(howItWent(notice, account.family)),
            text(evidence ? evidenceInWords(evidence) : (lacking(notice) ?? '')),
          ]
        }),
      },
      {
        title: 'What is missing',
        parts: [missing.length === 0 ? text('Nothing that is known here.') : list(missing)],
      },
      { title: 'Certificate of service, to be signed', parts: toSign(pack) },
    ],
  }
}

/** Prepared for whoever can say that it is true: it says only what somebody recorded. */
function toSign(pack: PackOfAccount): readonly PackPart[] {
  const sentences = certificate(pack.notices)
  if (sentences.length === 0)
    return [text('No service is recorded with its day, so there is nothing to certify yet.')]
  return [
    text(
      'Not signed. Whoever signs makes sure of each line first, and strikes out what they cannot say is true. A lawyer says whether the court asks for a form of its own.',
    ),
    text(`I say, for ${pack.council}, that these notices were served:`),
    list(sentences),
    text('I believe that what is stated here is true.'),
    { kind: 'to sign', items: ['Name', 'Position', 'Signature', 'Date'] },
  ]
}
