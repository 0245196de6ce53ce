import { cite, type Citation } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { announced, type Checked, parameter } from '../parameter.ts'
import type { NamedDay } from '../time/calendar.ts'

const extent: readonly Nation[] = ['England', 'Wales']

type Told<T> = {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly lookedUpOn?: string
  readonly source: Citation
  readonly value: T
  readonly checked?: Checked
  readonly confidence?: 'medium'
  readonly from?: '2021-12-09'
  readonly also?: readonly Citation[]
  readonly note?: string
}

/** All of these came into force together. */
const since2014 = <T>(it: Told<T>) =>
  parameter<T>({
    id: it.id,
    title: it.title,
    extent,
    unit: it.unit,
    lookedUpOn: it.lookedUpOn ?? 'the day the agent was instructed',
    confidence: it.confidence ?? 'high',
    checked: it.checked ?? 'against a secondary source',
    ...(it.also && { also: it.also }),
    values: {
      [it.from ?? '2014-04-06']: {
        source: it.source,
        value: it.value,
        ...(it.note !== undefined && { note: it.note }),
      },
    },
  })

const table = cite('SI 2014/1', 'Sch Table 1')

export const complianceFee = since2014<Pence>({
  id: 'tcg.fee.compliance',
  title: 'Agent’s fee for the compliance stage',
  unit: 'pounds an order',
  source: table,
  value: 75_00n,
})

export const enforcementFee = since2014<Pence>({
  id: 'tcg.fee.enforcement',
  title: 'Agent’s fixed fee for the enforcement stage',
  unit: 'pounds',
  source: table,
  value: 235_00n,
})

export const saleFee = since2014<Pence>({
  id: 'tcg.fee.sale',
  title: 'Agent’s fixed fee for the sale or disposal stage',
  unit: 'pounds',
  source: table,
  value: 110_00n,
})

export const feePercent = since2014<number>({
  id: 'tcg.fee.percentage',
  title: 'Agent’s percentage of what is owed above a sum, for the enforcement and sale stages each',
  unit: 'per cent',
  source: cite('SI 2014/1', 'reg 7'),
  also: [table],
  value: 7.5,
  note: 'The law does not say what becomes of a part-penny: a half-penny is rounded up, unless asked otherwise. To confirm.',
})

export const feeThreshold = since2014<Pence>({
  id: 'tcg.fee.threshold',
  title: 'Sum above which an agent’s percentage applies',
  unit: 'pounds of the sum to be recovered',
  source: table,
  value: 1_500_00n,
})

export const severalOrders = since2014({
  id: 'tcg.fee.multiple_powers',
  title: 'Several orders enforced together',
  unit: 'rule',
  source: cite('SI 2014/1', 'reg 11(3) and (4)'),
  checked: 'against its text',
  value: {
    compliance: 'one for each order',
    otherFixedFees: 'once',
    percentageOn: 'the sum of what is to be recovered',
  },
})

export const vulnerableFees = since2014<boolean>({
  id: 'tcg.fee.vulnerable',
  title:
    'The enforcement stage fee is not recoverable from a vulnerable person who had no adequate opportunity to get advice before removal',
  unit: 'rule',
  source: cite('SI 2014/1', 'reg 12'),
  checked: 'against its text',
  value: true,
})

export const feesAndVat = since2014<boolean>({
  id: 'tcg.fee.vat',
  title: 'A sum for VAT is recoverable only where the creditor is not registered for it',
  unit: 'rule',
  source: cite('SI 2014/1', 'regs 4(1) and 18'),
  checked: 'against its text',
  from: '2021-12-09',
  value: true,
  note: 'As amended by the Taking Control of Goods (Fees) (Amendment) Regulations 2021. Councils are registered, so nobody who owes them is charged VAT on fees.',
})

export const proceedsOrder = since2014({
  id: 'tcg.proceeds.order',
  title: 'What proceeds that do not cover everything go to, in order',
  unit: 'order',
  lookedUpOn: 'the day of the proceeds',
  source: cite('SI 2014/1', 'reg 13'),
  checked: 'against its text',
  value: {
    anotherAgent: [
      'a co-owner’s share (Sch 12 para 50(6))',
      'the auctioneer',
      'the compliance fee',
      'the debt and the other fees and disbursements, in proportion',
    ],
    councilsOwnAgent: [
      'a co-owner’s share',
      'the auctioneer',
      'the compliance fee',
      'the other fees and disbursements',
      'the debt',
    ],
  },
  note: 'The law does not say who has the odd penny: the larger remainder has it. To confirm.',
})

export const auctioneersCommission = since2014({
  id: 'tcg.auction.commission',
  title: 'Most an auctioneer may take',
  unit: 'per cent of what the goods fetch',
  lookedUpOn: 'the day of the sale',
  source: cite('SI 2014/1', 'reg 9'),
  value: { onTheirPremises: 15, elsewhere: 7.5, onTheInternetOrByTheAgent: 7.5 },
})

export const noticeDays = since2014<number>({
  id: 'tcg.notice.clear_days',
  title: 'Notice of enforcement before control may be taken',
  unit: 'clear days',
  lookedUpOn: 'the day notice was given',
  source: cite('SI 2013/1894', 'reg 6(1)'),
  checked: 'against its text',
  value: 7,
})

export const daysNotCounted = since2014<readonly NamedDay[]>({
  id: 'tcg.notice.excluded_days',
  title: 'Days that are not clear days of notice',
  unit: 'days',
  lookedUpOn: 'the day notice was given',
  source: cite('SI 2013/1894', 'reg 6(2)'),
  checked: 'against its text',
  value: ['Sunday', 'bank holiday', 'Good Friday', 'Christmas Day'],
})

export const controlMonths = since2014<number>({
  id: 'tcg.control.expiry_months',
  title: 'How long control may be taken after notice',
  unit: 'months beginning with the day of notice',
  lookedUpOn: 'the day notice was given',
  source: cite('SI 2013/1894', 'reg 9'),
  checked: 'to confirm',
  value: 12,
  note: 'It begins again when an arrangement to repay is broken, and a court may extend it once.',
})

export const controlHours = since2014({
  id: 'tcg.hours',
  title: 'Hours for taking control',
  unit: 'times of day, on any day',
  lookedUpOn: 'the day of the visit',
  source: cite('SI 2013/1894', 'regs 12 and 13'),
  checked: 'to confirm',
  value: {
    from: '06:00',
    to: '21:00',
    except:
      'a business that is open at other hours, going on with what was begun in time, or a court’s order',
  },
})

export const reEntryDays = since2014<number>({
  id: 'tcg.reentry.clear_days',
  title: 'Notice before an agent goes in again under a controlled goods agreement',
  unit: 'clear days',
  lookedUpOn: 'the day notice was given',
  source: cite('SI 2013/1894', 'reg 25'),
  also: [cite('Tribunals, Courts and Enforcement Act 2007', 'Sch 12 paras 16 to 18')],
  checked: 'to confirm',
  value: 2,
})

export const saleDays = since2014<number>({
  id: 'tcg.sale.clear_days',
  title: 'Least days between removing goods and selling them, and notice of the sale',
  unit: 'clear days',
  lookedUpOn: 'the day of removal',
  source: cite('SI 2013/1894', 'regs 37 to 39'),
  also: [cite('Tribunals, Courts and Enforcement Act 2007', 'Sch 12 paras 39 and 40')],
  checked: 'to confirm',
  confidence: 'medium',
  value: 7,
})

export const exemptTools = since2014<Pence>({
  id: 'tcg.exempt.tools_of_trade',
  title: 'Tools of trade that may not be taken',
  unit: 'pounds in all',
  lookedUpOn: 'the day of the visit',
  source: cite('SI 2013/1894', 'reg 4(1)(a)'),
  value: 1_350_00n,
})

export const agentsReform = announced({
  id: 'tcg.reform',
  title: 'Reform of taking control of goods',
  extent,
  confidence: 'low',
  checked: 'against a secondary source',
  source: cite(
    'government announcement',
    'Ministry of Justice response on taking control of goods, 9 June 2025',
  ),
  note: 'No instrument has been found, and every fee page to mid-2026 shows the old figures. No day was announced, and the threshold is as CIVEA, the agents’ association, gives it. To confirm when one is made.',
  value: {
    feesUpByPercent: 5,
    feesUnrounded: { compliance: 78_75n, enforcement: 246_75n, sale: 115_50n },
    threshold: 1_900_00n,
    noticeClearDays: 14,
    noticeAtAdvisersRequest: 28,
  },
})
