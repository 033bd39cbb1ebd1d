/** How the till writes numbers, money and dates. Its words are English; one constant keeps both together. */
export const tillLocale = 'en-GB';
