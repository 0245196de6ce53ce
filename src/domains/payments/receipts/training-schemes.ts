import type { ReferenceScheme } from './references.ts'

const plain = (source: string, pattern: string): ReferenceScheme => ({
  source,
  pattern,
  weights: [],
  modulus: null,
  characters: '',
})

/** How the sample councils' sources write their references: council tax ends in a check letter, the others in none. */
export const trainingSchemes: readonly ReferenceScheme[] = [
  {
    source: 'council-tax',
    pattern: '7[0-9]{7}[A-HJKX]',
    weights: [0, 7, 4, 7, 4, 7, 4, 7],
    modulus: 11,
    characters: 'ABCDEFGHJKX',
  },
  plain('business-rates', 'NR[0-9]{7}'),
  plain('sundry', 'INV[0-9]{8}'),
  plain('housing-benefit', 'OP[0-9]{7}'),
  plain('housing', '[0-9]{7}01'),
]
