/** Ids that stand for no application, product or family; the API keeps them for that. */
export const UNALLOCATED = 'unallocated';
export const UNMAPPED = 'unmapped';
/** INDIRECT costs have neither family nor product: they are their domain's. */
export const NONE = '(none)';
