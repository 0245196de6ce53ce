import { isBefore } from '#values/dates.ts'
import type { Contact } from '../contact.ts'

type Tried = Pick<Contact, 'at' | 'correctedById' | 'isOfAnother'>

/**
 * The contacts of the last so many days, that of the first among them: tried or heard, whichever way it went. One that was
 * corrected is its correction, and one that was about somebody else is not theirs.
 */
export const contactsWithin = <C extends Tried>(
  contacts: readonly C[],
  days: number,
  today: Temporal.PlainDate,
): readonly C[] => {
  const since = today.subtract({ days })
  return contacts.filter(
    ({ at, correctedById, isOfAnother }) =>
      correctedById === null &&
      !isOfAnother &&
      !isBefore(at.toZonedDateTimeISO('Europe/London').toPlainDate(), since),
  )
}
