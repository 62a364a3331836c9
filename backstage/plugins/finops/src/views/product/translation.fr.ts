export default {
  unitPrice: 'Prix unitaire',
  per: '{{currency}} par {{unit}}',
  perBefore: '{{currency}} par {{unit}}, avant {{price}}',
  course: '{{metric}} : deux ans',
  courseOf: '{{metric}}, {{domain}} : deux ans',
  quantityIn: 'Quantité ({{unit}})',
  price: 'Prix unitaire ({{currency}} par {{unit}})',
  cost: 'Coût ({{currency}})',
  month: 'Mois',
};
