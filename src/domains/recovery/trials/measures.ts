/**
 * What a trial may be judged by. One is named when it is asked for, before anything is seen. Each is a rate: so much got
 * of so much that it is out of, in each person's or account’s case.
 */
export const measures = {
  collected: {
    label: 'Money collected, of what was owed',
    /** What is counted, in a sentence about a side. */
    says: 'collected of each £1,000 owed',
    chart: 'Collected, £ of each £1,000',
    better: 'more',
  },
  arrangements: {
    label: 'Accounts with an arrangement made',
    says: 'of each 1,000 accounts had an arrangement made',
    chart: 'Arrangements, of each 1,000 accounts',
    better: 'more',
  },
  holds: {
    label: 'Accounts with a dispute or another hold placed, arrangements apart',
    says: 'of each 1,000 accounts had a dispute or another hold placed',
    chart: 'Holds, of each 1,000 accounts',
    better: 'fewer',
  },
  contacts: {
    label: 'Times that people had to get in touch',
    says: 'contacts from each 1,000 people',
    chart: 'Contacts, from each 1,000 people',
    better: 'fewer',
  },
} as const satisfies Record<
  string,
  {
    readonly label: string
    readonly says: string
    /** Beside a bar. */
    readonly chart: string
    readonly better: 'more' | 'fewer'
  }
>
export type Measure = keyof typeof measures
export const measureNames = Object.keys(measures) as readonly Measure[]
