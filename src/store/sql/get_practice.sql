SELECT content FROM practice
