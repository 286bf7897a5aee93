/** One part of a name, as patterns with the flag u have it: `Lee`, `Jean-Luc`, `O’Connor`, `McKay`. */
export const WORD =
  "(?:\\p{Lu}[\\p{Ll}\\p{M}]{1,24}(?:['’-]\\p{Lu}?\\p{Ll}{1,20})?|(?:O|D)['’]\\p{Lu}\\p{Ll}{1,20}|(?:Mc|Mac|De|Di|Le|La|Van)\\p{Lu}\\p{Ll}{1,20})";
const PARTICLE =
  '(?:van|von|vom|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|af|of|y|e|vd)';
/** `van den Berg`, `de la Cruz`: with a title, or another sign of a person, before it. */
export const FAMILY = `(?:(?:van|von|vom|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|zum|zur) ){1,3}${WORD}`;
/** `Ann Lee`, `Ann M. Lee`, `Ludwig van der Lee`. */
export const FULL = `${WORD}(?: \\p{Lu}\\.){0,2}(?: ${PARTICLE}){0,3}(?: (?:\\p{Lu}\\. )?${WORD}){1,3}`;
/** `A. Lee`, `A. B. van Lee`. */
export const INITIALS = `\\p{Lu}\\. ?(?:\\p{Lu}\\. ?)?(?:${PARTICLE} ){0,2}${WORD}`;
/** `Lee, Ann`. */
export const TURNED = `${WORD}, (?:${WORD}|\\p{Lu}\\.)(?: \\p{Lu}\\.)?`;
/** What a person's name may look like where only people stand. */
export const ANY = `(?:${TURNED}(?=$|[\\n\\r<(;.]| <)|${FULL}|${INITIALS})`;
/** What does not follow a name: more letters, a call, a property. */
export const END = '(?![\\p{L}\\p{N}(]|\\.\\w)';
/** Han characters as part of a class. */
export const HAN = '\\u4e00-\\u9fff々';
/** A name in Chinese, Japanese or Korean writing. */
export const NAME_WITHOUT_CASE = `(?:[${HAN}]{1,3} ?[${HAN}]{1,3}|[가-힣]{2,4}|[ァ-ヶー]{2,8}[・ ][ァ-ヶー]{2,8})`;
