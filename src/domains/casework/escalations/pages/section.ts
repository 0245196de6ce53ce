import { sectionOf } from '#web/section.ts'

/** A page about what was escalated, with the way to the others. */
export const section = sectionOf({
  place: 'escalations',
  label: 'Escalations',
  pages: [
    { at: 'list', text: 'To decide', href: '/escalations' },
    { at: 'clock', text: 'How long they took', href: '/escalations/clock' },
  ],
})
