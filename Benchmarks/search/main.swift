print("search-benchmark")
