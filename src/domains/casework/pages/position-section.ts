import { sectionOf } from '#web/section.ts'

/** A page about the council's debt as a whole, with the way to the others. */
export const section = sectionOf({
  place: 'position',
  label: 'Debt position',
  pages: [
    { at: 'position', text: 'Position', href: '/position' },
    { at: 'causes', text: 'Why people fall behind', href: '/position/causes' },
    { at: 'segments', text: 'Cannot or will not pay', href: '/position/segments' },
  ],
})
