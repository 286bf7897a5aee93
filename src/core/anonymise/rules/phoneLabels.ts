import { digitsOf } from './named';
import { rulesLike, word } from './rulesLike';

const LABELS =
  'telephone|phone|telefon(?:e|o|nummer)?|teléfono|téléphone|telefoon(?:nummer)?|tel|tlf|mobil(?:e|nummer)?|móvil|mob|cell ?phone|handy(?:nummer)?|celular|portable|gsm|komórka|whats ?app|手机号?码?|电话号?码?|联系电话|電話番号?|電話|携帯電話?|携帯|휴대폰|전화번호|전화|연락처|телефон|тел|моб|τηλέφωνο|κινητό';

const phone = rulesLike({
  category: 'phones',
  tier: 'personal',
  weight: 60,
  rewrite: word('PHONE'),
  accept: (value) => {
    const digits = digitsOf(value);
    return (
      digits.length >= 7 &&
      digits.length <= 14 &&
      !/^(\d)\1+$|^(?:19|20)\d{6}$|^1[67]\d{8}(?:\d{3})?$|^(?:1?[2-9]\d\d)?55501\d\d$/.test(digits) &&
      !/^\d{4}-\d\d-\d\d|^(?:\d{1,3}\.){3}\d{1,3}$/.test(value)
    );
  },
});

/** Numbers in the form of their country behind a word for a phone, with words between: `tel. kom. 557 670 915`. */
export const phoneLabelRules = [
  phone(
    'phone-behind-label',
    'phone number|phone no|phone.value|phone-number|tel. |tlf|mobile:|mobile":|mobile =|mobile.value|mobil:|mob:|mob. |kom.|gsm|手机|电话|電話|携帯|휴대폰|전화|연락처|елефон|тел|моб|ηλέφωνο|ινητό',
    new RegExp(
      `((?<![\\p{L}])(?:${LABELS})(?:[._ -]{1,2}(?:number|no|nr|kom|mob|num|privat|numero|value|field)\\.?){0,2}["']?\\s{0,3}(?:[:=：]|is|was)?\\s{0,3}["']?)(\\(?\\+?\\d[\\d ()./-]{5,17}\\d)(?![\\w-]|[.:]\\d| (?:times|bytes|rows|ms|seconds|iterations|requests|records|items|px|calls|entries|users|lines|of ))`,
      'giu',
    ),
    { beside: 'digits-after', needs: /\d[\d ()./-]{5,17}\d/ },
  ),
];
