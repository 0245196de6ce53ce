import { sectionOf } from '#web/section.ts'

/** A page about charges of the whole council, with the way to the others. */
export const section = sectionOf({
  place: 'charges',
  label: 'Charges',
  pages: [
    { at: 'waiting', text: 'Waivers to agree', href: '/charges' },
    { at: 'running', text: 'Interest that runs', href: '/charges/running' },
    { at: 'recovery', text: 'Net recovery', href: '/charges/collection' },
    { at: 'suppliers', text: 'Suppliers and spending', href: '/charges/suppliers' },
    { at: 'limits', text: 'Waiver limits', href: '/charges/limits' },
  ],
})
