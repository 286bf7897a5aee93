import type { RuleExamples } from './examples';

export const postalAddressesExamples: RuleExamples = {
  'street-address': {
    examples: [
      'to 742 Maple~ Street, Springfield, IL 62704',
      '12 Kings~ Road, London SW3 4ND',
      '1600 N. Main~ St. now',
    ],
    counterExamples: ['3 Lane Roads', '20 Mile road', 'in 2 Street maps are', '404 Page'],
  },
  'street-address-weak': {
    examples: ['lives at 31 Elmwood~ Drive', '88 Albert~ Terrace, Leeds LS1 4AP'],
    counterExamples: ['12 Factor Way', '4 Way Handshake', '8 Queens Place'],
  },
  'post-box': {
    examples: ['to P.O. Box~ 1182, Boise, ID 83701', 'Postfach 12~ 34 56'],
    counterExamples: ['Box 12', 'po 3'],
  },
  'street-german': {
    examples: [
      'wohnt Linden~straße 31, 10969 Berlin',
      'Hauptstr.~ 12',
      'Keizersgracht~ 120, 1015 CW Amsterdam',
      '{"street":"Am Gold~bach 17","country":"DE"}',
      'wohnt Zum Alten~ Anger 4',
    ],
    counterExamples: [
      'Street: Level 5',
      'Anschrift: Im feld 2',
      'Am Montag 12 Fehler',
      'address: Im 2',
      'Schritt 3',
      'Platz 1',
      'der Weg 3',
      'String 12',
      'Ring 0',
    ],
  },
  'street-french': {
    examples: ['au 31 rue~ de la Paix, 75002 Paris'],
    counterExamples: ['rue 404', '3 place holders'],
  },
  'street-romance': {
    examples: ['Calle~ Mayor 31, 28013 Madrid', 'Via~ Roma 12'],
    counterExamples: ['via HTTP 2', 'Via npm 9'],
  },
  postcode: {
    examples: ['postcode SW1A~ 1AA', 'ZIP code: 94~107'],
    counterExamples: ['zip_code: str', 'zip 12 files'],
  },
  coordinates: {
    examples: ['her home is at 48.137~154, 11.576124'],
    counterExamples: ['location: /login', 'position 48.5, 11.2'],
  },
  latitude: {
    examples: ['lat: 37.77~4929, lng: -122.419416'],
    counterExamples: ['latitude DECIMAL(9,6)', 'lat: 48.5'],
  },
  'coordinates-in-degrees': {
    examples: ['at 48°51\'30~"N 2°17\'40"E'],
    counterExamples: ['rotate 45°', "30' N"],
  },
};
