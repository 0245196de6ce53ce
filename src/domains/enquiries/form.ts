import { z } from 'zod'
import { maybeDate, someText } from '#web/form.ts'

const code = (pattern: RegExp, error: string) =>
  z
    .string()
    .default('')
    .transform(text => text.toUpperCase().replaceAll(/\s/g, ''))
    .refine(text => text === '' || pattern.test(text), { error })
    .transform(text => (text === '' ? undefined : text))

/** What whoever asks has to say: what for, under which reference of theirs, and enough of one person. */
export const askForm = z
  .strictObject({
    purpose: someText({ longest: 100, missing: 'Choose what you ask for' }),
    reference: someText({
      longest: 60,
      missing: 'Enter your own reference, such as the number of the application',
    }),
    name: someText({ longest: 150, missing: 'Enter the person’s whole name' }).refine(
      text => /\S\s+\S/.test(text),
      { error: 'Enter the whole name: a first name and a family name' },
    ),
    dateOfBirth: maybeDate('The date of birth must be a real date, such as 27 3 1971').optional(),
    postcode: code(
      /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/,
      'Enter a whole postcode, such as QX1 1AA, or leave it empty',
    ),
    insuranceNumber: code(
      /^[A-Z]{2}\d{6}[A-D]$/,
      'Enter a national insurance number such as QQ 12 34 56 C, or leave it empty',
    ),
    accountReference: someText({ longest: 60 })
      .default('')
      .transform(text => (text === '' ? undefined : text)),
  })
  .refine(
    ({ dateOfBirth, postcode, insuranceNumber, accountReference }) =>
      [dateOfBirth, postcode, insuranceNumber, accountReference].some(said => said !== undefined),
    {
      path: ['dateOfBirth'],
      error: 'Enter at least one of these: a name alone is never enough',
    },
  )
