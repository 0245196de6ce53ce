import { z } from 'zod'

/** The questions by which a form asks for a bank account in the United Kingdom, as people write it. */
export const bankAccountFields = {
  sortCode: z
    .string({ error: 'Enter a sort code' })
    .transform(text => text.replaceAll(/[ -]/g, ''))
    .refine(text => /^\d{6}$/.test(text), { error: 'A sort code has six figures, like 12-34-56' }),
  accountNumber: z
    .string({ error: 'Enter an account number' })
    .transform(text => text.replaceAll(' ', ''))
    .refine(text => /^\d{6,8}$/.test(text), { error: 'An account number has eight figures' })
    // Some old accounts have six or seven figures; banks write noughts before them.
    .transform(text => text.padStart(8, '0')),
}
