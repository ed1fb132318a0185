import NetworkIR

/// A weight of an exported model: its shape, and by what rule its numbers come.
struct ModelTensor {
    enum Rule {
        /// As the user asks for weights; `inputs` is the number of products in one output.
        case learned(inputs: Int)
        case constant(Float)
        /// Numbers that the graph cannot do without, such as shapes.
        case integers([Int])
        case reals([Float])
    }

    var name: String
    var dims: [Int]
    var rule: Rule

    /// Elements in all.
    func count() throws(CountOverflow) -> Int {
        var product = 1
        for dim in dims { product = try checkedProduct(product, dim) }
        return product
    }

    /// Whether the numbers may be left out of the file.
    var isWeight: Bool {
        switch rule {
        case .learned, .constant: true
        case .integers, .reals: false
        }
    }

    /// The element type's number in the ONNX specification, and its bytes.
    var elementType: (number: Int, bytes: Int) {
        if case .integers = rule { (7, 8) } else { (1, 4) }
    }
}
