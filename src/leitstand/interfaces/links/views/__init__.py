"""The pages of this door: entrance, form, what was sent, asides, files, workbook."""
