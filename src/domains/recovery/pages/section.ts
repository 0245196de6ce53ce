import { sectionOf } from '#web/section.ts'

/** A page about the nights and what they leave, with the way to the others. */
export const section = sectionOf({
  place: 'run',
  label: 'Runs',
  pages: [
    { at: 'runs', text: 'Runs', href: '/runs' },
    { at: 'without', text: 'No next step', href: '/runs/no-next-step' },
    { at: 'steps', text: 'Proposed steps', href: '/steps' },
    { at: 'remedies', text: 'Remedies to stop or agree', href: '/remedies' },
    { at: 'emergency', text: 'Emergency stop', href: '/emergency' },
  ],
})
