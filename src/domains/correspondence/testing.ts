import type { LetterFacts } from './letter.ts'

/** An unremarkable letter: a reminder to somebody in England who missed an instalment. */
export const someFacts = (differences: Partial<LetterFacts> = {}): LetterFacts => ({
  notice: 'reminder',
  nation: 'England',
  council: 'Aldermere Borough Council',
  colour: 'blue',
  councilAddress: ['Civic Centre', '1 Market Square', 'Aldermere', 'QX1 1AA'],
  telephone: '01632 960001',
  addressee: 'Ms Zoë Wyn-Jônes',
  isOrganisation: false,
  addressLines: ['4 Mill Lane', 'Nether Aldermere', 'QX2 3BB'],
  reference: '70012345X',
  debtType: 'council tax',
  about: 'council tax, 1 April 2026 to 31 March 2027, 4 Mill Lane',
  claimed: 312_41n,
  balance: 1_234_56n,
  issuedOn: Temporal.PlainDate.from('2026-05-12'),
  jointly: false,
  tenancy: {
    lastDay: Temporal.PlainDate.from('2026-05-26'),
    projected: 470_40n,
    rows: [
      { label: 'What you owe now', amount: 312_00n },
      { label: 'Rent to your last day', amount: 208_40n },
      { label: 'Payments that we expect', amount: -50_00n },
    ],
    plan: { aWeek: 235_20n, weeks: 2 },
  },
  ...differences,
})

/** A letter from a council in Wales to two people with Welsh names. */
export const fromPenllyn = (differences: Partial<LetterFacts> = {}): LetterFacts =>
  someFacts({
    nation: 'Wales',
    council: 'Cyngor Penllyn',
    councilAddress: ['Swyddfa’r Sir', 'Stryd y Bont', 'Penllyn', 'QX7 1AA'],
    addressee: 'Siân Llŷr a Ŵyn ap Gŵyn',
    addressLines: ['Tŷ’r Ŵyn, Lôn yr Ŷd', 'Abercarwen', 'QX7 3BB'],
    about: 'council tax, 1 April 2026 to 31 March 2027, Tŷ’r Ŵyn',
    jointly: true,
    ...differences,
  })
