/** What stands for something found where it is shown: not a character of a value is told. */
export const MASK = '•••';
