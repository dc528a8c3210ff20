"""What is known of Korean without analysing a sentence: endings, particles, stems, names, what looks like a date or an amount."""
