import { decode, FileRefused, records } from '#imports'
import { replyMark, version } from './file-format.ts'

/** A reply as a whole is wrong: where, and what to do. Thrown while it is read, and caught where it is taken in. */
export class ReplyRefused extends FileRefused {}

/** What a reply's first line says. */
export type ReplyHead = {
  readonly council: string
  readonly source: string
  readonly number: number
}

/** A source's answer to one sending of one message. */
export type Answer = {
  readonly line: number
  readonly answer: 'accepted' | 'rejected'
  readonly number: bigint
  readonly attempt: number
  /** Pence, as the source has it; null where the message was not about money. */
  readonly amount: bigint | null
  readonly code: string
  readonly why: string
}

const refuse = (code: string, says: string) => new ReplyRefused(code, says)
const whole = /^\d{1,15}$/

/**
 * Reads a reply in a stream and strictly: a header, an answer a line, a trailer that adds up, and nothing after it. `onHead` is
 * given the header before any answer. Anything else refuses the file whole, with the line.
 */
export async function* readReply(
  bytes: AsyncIterable<Uint8Array>,
  onHead: (head: ReplyHead) => void,
): AsyncGenerator<Answer> {
  let isBegun = false
  let trailer: readonly string[] | undefined
  const counted = { accepted: 0, rejected: 0, total: 0n }
  for await (const { line, cells, isMisquoted } of records(decode(bytes, 'utf-8'), {
    delimiter: ',',
    quote: '"',
  })) {
    if (cells.length === 1 && cells[0] === '') continue
    if (isMisquoted) throw refuse('misquoted', `Line ${line} has text after a closing quote.`)
    if (trailer) throw refuse('after-trailer', `Line ${line} comes after the trailer.`)
    const [mark] = cells
    if (!isBegun) {
      onHead(readHead(line, cells))
      isBegun = true
    } else if (mark === 'T') trailer = cells
    else {
      const answer = readAnswer(line, cells)
      counted[answer.answer] += 1
      counted.total += answer.amount ?? 0n
      yield answer
    }
  }
  if (!isBegun) throw refuse('empty', 'The reply is empty.')
  if (!trailer)
    throw refuse('no-trailer', 'The reply has no trailer, so part of it may be missing.')
  const [, accepted, rejected, total] = trailer
  if (
    trailer.length !== 4 ||
    accepted !== String(counted.accepted) ||
    rejected !== String(counted.rejected) ||
    total !== String(counted.total)
  )
    throw refuse(
      'totals',
      `The trailer does not agree with the reply: its lines are ${counted.accepted} accepted, ${counted.rejected} rejected and ${counted.total} pence.`,
    )
}

function readHead(line: number, cells: readonly string[]): ReplyHead {
  const [mark, what, form, council = '', source = '', number = ''] = cells
  if (mark !== 'H' || what !== replyMark || form !== version || cells.length !== 7)
    throw refuse(
      'not-a-reply',
      `Line ${line} is not the header of a reply: H,${replyMark},${version},council,source,number,day.`,
    )
  if (!/^[1-9]\d{0,8}$/.test(number))
    throw refuse('no-number', 'The header does not say which reply it is: a number from 1.')
  return { council, source, number: Number(number) }
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
  if (amount !== '' && !/^-?\d{1,15}$/.test(amount))
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
