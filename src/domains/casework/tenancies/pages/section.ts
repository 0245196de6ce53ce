import { sectionOf } from '#web/section.ts'

/** A page about tenancies that end, with the way to the others. */
export const section = sectionOf({
  place: 'tenancies',
  label: 'Tenancies',
  pages: [
    { at: 'notices', text: 'Ending', href: '/tenancies' },
    { at: 'debts', text: 'Debts', href: '/tenancies/debts' },
    { at: 'first-contact', text: 'First contact', href: '/tenancies/first-contact' },
  ],
})
