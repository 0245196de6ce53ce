/** Who reads charges at night and corrects them. */
export const actor = 'system:charges'
