import { sectionOf } from '#web/section.ts'

/** A page about what holds recovery up, with the way to the others. */
export const section = sectionOf({
  place: 'holds',
  label: 'Holds',
  pages: [
    { at: 'review', text: 'To look at again', href: '/holds' },
    { at: 'questions', text: 'Asked of other teams', href: '/questions' },
  ],
})
