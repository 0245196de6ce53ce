import { decode, FileRefused, records } from '#imports'
import { balancesMark, replyMark, version } from './file-format.ts'

/** A reply as a whole is wrong: where, and what to do. Thrown while it is read, and caught where it is taken in. */
export class ReplyRefused extends FileRefused {}

/** What the first line of what a source sends says: replies to messages, or a list of what its accounts owe as at the day. */
export type ReplyHead = {
  readonly what: 'reply' | 'balances'
  readonly council: string
  readonly source: string
  readonly number: number
  readonly day: Temporal.PlainDate
}

/** A line: a source's answer to one sending of one message, or what it says that one account owes. Amounts are pence. */
export type ReplyLine = Answer | Balance

export type Answer = {
  readonly line: number
  readonly answer: 'accepted' | 'rejected'
  readonly number: bigint
  readonly attempt: number
  /** As the source has it; null where the message was not about money. */
  readonly amount: bigint | null
  readonly code: string
  readonly why: string
}

export type Balance = {
  readonly line: number
  readonly answer: 'balance'
  readonly reference: string
  readonly amount: bigint
}

const refuse = (code: string, says: string) => new ReplyRefused(code, says)
const whole = /^\d{1,15}$/
const pence = /^-?\d{1,15}$/

/**
 * Reads what a source sends in a stream and strictly: a header, a line for each answer or balance, a trailer that adds up, and
 * nothing after it. `onHead` is given the header before any line. Anything else refuses the file whole, with the line.
 */
export async function* readReply(
  bytes: AsyncIterable<Uint8Array>,
  onHead: (head: ReplyHead) => void,
): AsyncGenerator<ReplyLine> {
  let head: ReplyHead | undefined
  let trailer: readonly string[] | undefined
  const counted = { accepted: 0, rejected: 0, balance: 0, total: 0n }
  for await (const { line, cells, isMisquoted } of records(decode(bytes, 'utf-8'), {
    delimiter: ',',
    quote: '"',
  })) {
    if (cells.length === 1 && cells[0] === '') continue
    if (isMisquoted) throw refuse('misquoted', `Line ${line} has text after a closing quote.`)
    if (trailer) throw refuse('after-trailer', `Line ${line} comes after the trailer.`)
    if (!head) {
      head = readHead(line, cells)
      onHead(head)
    } else if (cells[0] === 'T') trailer = cells
    else {
      const read = head.what === 'reply' ? readAnswer(line, cells) : readBalance(line, cells)
      counted[read.answer] += 1
      counted.total += read.amount ?? 0n
      yield read
    }
  }
  if (!head) throw refuse('empty', 'The file is empty.')
  if (!trailer) throw refuse('no-trailer', 'The file has no trailer, so part of it may be missing.')
  const { accepted, rejected, balance, total } = counted
  const [ends, says] =
    head.what === 'reply'
      ? [`T,${accepted},${rejected},${total}`, `${accepted} accepted, ${rejected} rejected`]
      : [`T,${balance},${total}`, `${balance} balances`]
  if (trailer.join(',') !== ends)
    throw refuse(
      'totals',
      `The trailer does not agree with the file: its lines are ${says} and ${total} pence.`,
    )
}

function readHead(line: number, cells: readonly string[]): ReplyHead {
  const [mark, form, of, council = '', source = '', number = '', on = ''] = cells
  const what = form === replyMark ? 'reply' : form === balancesMark ? 'balances' : undefined
  if (mark !== 'H' || what === undefined || of !== version || cells.length !== 7)
    throw refuse(
      'not-a-reply',
      `Line ${line} is not the header of a reply (H,${replyMark},${version},council,source,number,day) or of a list of balances (H,${balancesMark},…).`,
    )
  if (!/^[1-9]\d{0,8}$/.test(number))
    throw refuse('no-number', 'The header does not say which file it is: a number from 1.')
  const day = readDay(on)
  if (!day) throw refuse('no-day', 'The header has no day, written as 2026-11-30.')
  return { what, council, source, number: Number(number), day }
}

function readDay(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return undefined // No such day: said by the caller.
  }
}

function readBalance(line: number, cells: readonly string[]): Balance {
  const [mark, reference = '', amount = ''] = cells
  if (mark !== 'B' || cells.length !== 3)
    throw refuse('not-a-balance', `Line ${line} is no balance: B,account,pence.`)
  if (reference.trim() === '' || reference.length > 100)
    throw refuse('no-account', `Line ${line} names no account.`)
  if (!pence.test(amount))
    throw refuse('not-pence', `Line ${line} has an amount that is not whole pence.`)
  return { line, answer: 'balance', reference: reference.trim(), amount: BigInt(amount) }
}

function readAnswer(line: number, cells: readonly string[]): Answer {
  const [mark, number = '', attempt = '', amount = '', code = '', why = ''] = cells
  const length = mark === 'A' ? 4 : mark === 'R' ? 6 : undefined
  if (length === undefined || cells.length !== length)
    throw refuse(
      'not-an-answer',
      `Line ${line} is no answer: A,number,attempt,pence or R,number,attempt,pence,code,reason.`,
    )
  if (!whole.test(number) || !/^[1-9]\d{0,3}$/.test(attempt))
    throw refuse('not-a-number', `Line ${line} does not say which message and attempt it answers.`)
  if (amount !== '' && !pence.test(amount))
    throw refuse('not-pence', `Line ${line} has an amount that is not whole pence.`)
  if (mark === 'R' && (code.trim() === '' || code.length > 40 || why.length > 500))
    throw refuse(
      'no-reason',
      `Line ${line} rejects without a code of at most 40 characters and a reason of at most 500.`,
    )
  return {
    line,
    answer: mark === 'A' ? 'accepted' : 'rejected',
    number: BigInt(number),
    attempt: Number(attempt),
    amount: amount === '' ? null : BigInt(amount),
    code: code.trim(),
    why: why.trim(),
  }
}
