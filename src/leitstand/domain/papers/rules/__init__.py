"""Pure decisions on papers: layout, words, fusion, topics, figures."""
