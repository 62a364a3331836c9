export default {
  months: 'Deux ans par produit',
  products: 'Produits',
};
