import { cite } from '#values/citation.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'

export type DebtorKind = 'individual' | 'sole trader' | 'company'

const extent: readonly Nation[] = ['England', 'Wales']
const lookedUpOn = 'the date of the letter of claim'
const protocol = (paragraph: string) => cite('Pre-Action Protocol for Debt Claims', paragraph)

export const protocolDebtors = parameter<readonly DebtorKind[]>({
  id: 'pap.debt.applies',
  title: 'Whom a business or public body claims from under the Pre-Action Protocol for Debt Claims',
  extent,
  unit: 'kinds of debtor',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2017-10-01': {
      source: protocol('para 1.1'),
      note: 'Not where another protocol is for the claim, such as rent with possession.',
      value: ['individual', 'sole trader'],
    },
  },
})

export const replyDays = parameter<number>({
  id: 'pap.debt.response_days',
  title: 'How long a debtor has to reply to a letter of claim',
  extent,
  unit: 'days after the date at the top of the letter',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: {
    '2017-10-01': {
      source: protocol('para 3.4'),
      note: 'From the date of the letter, which is posted that day or the next.',
      value: 30,
    },
  },
})

export const daysAfterReply = parameter<number>({
  id: 'pap.debt.after_reply_days',
  title: 'How long a claim waits after a Reply Form, or after the documents it asked for',
  extent,
  unit: 'days after the later of the two',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  also: [protocol('para 5.2')],
  values: { '2017-10-01': { source: protocol('paras 4.1 and 4.2'), value: 30 } },
})

export const documentDays = parameter<number>({
  id: 'pap.debt.document_days',
  title: 'How long a creditor has to provide the documents that a Reply Form asks for',
  extent,
  unit: 'days after it is received',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '2017-10-01': { source: protocol('para 5.2'), value: 30 } },
})

export const noticeOfClaimDays = parameter<number>({
  id: 'pap.debt.notice_days',
  title: 'Notice that a claim will be issued, where a Reply Form led to no agreement',
  extent,
  unit: 'days after notice is given',
  lookedUpOn,
  confidence: 'high',
  checked: 'against a secondary source',
  values: { '2017-10-01': { source: protocol('para 8.2'), value: 14 } },
})
