import { cite } from '#values/citation.ts'
import type { Pence } from '#values/money.ts'
import type { Nation } from '../dated.ts'
import { parameter } from '../parameter.ts'

// Which court takes control of goods for a judgment, by what is to be recovered.

const extent: readonly Nation[] = ['England', 'Wales']
const lookedUpOn = 'the day of the request'

export const mostForWarrant = parameter<Pence>({
  id: 'court.warrant_of_control.most',
  title: 'Most that a county court’s warrant of control may be for',
  extent,
  unit: 'pounds',
  lookedUpOn,
  confidence: 'medium',
  checked: 'against a secondary source',
  values: {
    '1999-04-26': {
      source: cite('SI 1991/724', 'art 8'),
      note: 'Above it only the High Court enforces against goods. From when, to confirm.',
      value: 5_000_00n,
    },
  },
})

export const leastForWrit = parameter<Pence>({
  id: 'court.writ_of_control.least',
  title: 'Least that a writ of control of the High Court may be for',
  extent,
  unit: 'pounds',
  lookedUpOn,
  confidence: 'medium',
  checked: 'against a secondary source',
  values: {
    '1999-04-26': {
      source: cite('SI 1991/724', 'art 8'),
      note: 'Below it only the county court enforces against goods. From when, to confirm.',
      value: 600_00n,
    },
  },
})
