/** The layers, lowest first. A layer may use only the layers above it in this list. */
export const layers = ['platform', 'values', 'law', 'web', 'domains'] as const

/**
 * The domains, and which others each may use. A domain may use only domains above it in this list,
 * so there are no circles; `import … from '#debts'` is the only way in, so there are no back doors.
 */
export const domains = {
  administration: [],
  legislation: ['administration'],
  parties: ['administration'],
  debts: ['administration', 'parties'],
  imports: ['administration', 'parties', 'debts'],
  wards: ['administration', 'parties', 'debts', 'imports'],
  protections: ['administration', 'parties', 'debts'],
  companies: ['administration', 'parties', 'debts', 'protections'],
  charges: ['administration', 'parties', 'debts', 'protections'],
  correspondence: ['administration', 'parties', 'debts'],
  payments: ['administration', 'parties', 'debts', 'imports', 'protections', 'correspondence'],
  recovery: [
    'administration',
    'parties',
    'debts',
    'wards',
    'protections',
    'charges',
    'correspondence',
  ],
  enquiries: ['administration', 'parties', 'debts', 'protections'],
  'write-back': [
    'administration',
    'parties',
    'debts',
    'imports',
    'protections',
    'correspondence',
    'payments',
    'recovery',
  ],
  casework: [
    'administration',
    'legislation',
    'parties',
    'debts',
    'wards',
    'protections',
    'companies',
    'charges',
    'correspondence',
    'payments',
    'recovery',
    'enquiries',
    'write-back',
  ],
} as const satisfies Record<string, readonly string[]>
