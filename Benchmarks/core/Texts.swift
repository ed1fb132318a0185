/// Generated texts in the language, as large as asked.
enum Texts {
    /// A network of `count` written layer lines.
    static func lines(_ count: Int) -> String {
        let cycle = [
            "conv 3 64 nobias bn relu\n", "dwconv 3 /1 relu6\n", "conv 1x1 64 linear\n", "bn; relu\n",
            "residual { conv 1 64 relu; conv 3 64 }\n", "conv 3 64 groups 8 hswish  # grouped\n",
        ]
        var text = "input 64x56x56\n"
        var layers = 0
        // What each line of the cycle adds: convolution, norm, activation; the residual adds its sum.
        let added = [3, 2, 1, 2, 4, 2]
        var index = 0
        while layers < count {
            text += cycle[index % cycle.count]
            layers += added[index % cycle.count]
            index += 1
        }
        return text
    }

    /// A network of `count` layers that a repeat makes.
    static func repeated(_ count: Int) -> String {
        "input 64x56x56\n{ conv 3 64 nobias bn relu; dwconv 3 } x\(count / 4)\n"
    }

    /// A network of about `count` layers that calls of a block make.
    static func calls(_ count: Int) -> String {
        var text = "input 64x56x56\nwith conv: nobias bn relu\n"
        text += "block bottleneck(w, s = 1) { residual { conv 1 w; conv 3 w /s; conv 1 4*w linear }; relu }\n"
        text += "stage body {\n"
        for _ in 0..<count / 10 { text += "  bottleneck(16)\n" }
        return text + "}\n"
    }
}
