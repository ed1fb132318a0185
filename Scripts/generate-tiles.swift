#!/usr/bin/env swift
// Writes Sources/VectorKernelsBaseline/Tiles.swift: the inner loops of all sums of products, one function a size of tile.
// Their sums must have names of their own: in an array the compiler would keep them in memory. `make tiles` runs this.

/// Tiles that fit the vector registers: sums, the weights of one step, one spread source value.
let wide = [1: 14, 2: 14, 3: 9, 4: 6]
let narrow = [1: 12, 2: 6, 3: 4, 4: 3]

func lines(_ count: Int, _ line: (Int) -> String) -> String { (0..<count).map(line).joined(separator: "\n") }

func tile(vectors: Int, pixels: Int) -> String {
    let names = (0..<pixels).map { p in (0..<vectors).map { v in "s\(p)v\(v)" } }
    let step = pixels > 1 ? "var" : "let"
    func epilogue(residual: Bool) -> String {
        lines(pixels) { p in
            let each = lines(vectors) { v in
                let place = v == 0 ? "" : " + \(v) * c.resultBlock"
                let sum = "\(names[p][v]) + Vector(at: d\(v == 0 ? "" : " + \(v) * c.addendBlock"))"
                    + (residual ? " + Vector(at: a\(place))" : "")
                return "        store(smaller(larger(\(sum), low), high), r\(place))"
            }
            let next = p + 1 == pixels ? "" : "\n        r += c.resultPixel; d += c.addendPixel" + (residual ? "; a += c.resultPixel" : "")
            return each + next
        }
    }
    return """

        @inline(never)
        func tile\(vectors)x\(pixels)(_ call: UnsafePointer<TileCall>) {
            let c = call.pointee
        \(lines(pixels) { p in "    var \(vectors == 1 ? names[p][0] : "(\(names[p].joined(separator: ", ")))") = \(vectors == 1 ? "Vector.zero" : "(\(names[p].map { _ in "Vector.zero" }.joined(separator: ", ")))")" })
            var tap = c.taps
            let end = tap + c.tapCount
            repeat {
                var s = c.source + tap.pointee.source
                var w = c.weights + tap.pointee.weights
                let stop = s + tap.pointee.channels
                repeat {
        \(lines(vectors) { v in
            "            let w\(v) = Vector(at: w + \(v) * lanes)"
                + (pixels > 1 ? "" : "\n            archcost_prefetch(w + ahead + \(v) * lanes)")
        })
        \(lines(pixels) { p in
            "            let x\(p) = Vector(repeating: s[\(p) * lanes])\n"
                + lines(vectors) { v in "            \(names[p][v]) = multiplyAdd(\(names[p][v]), w\(v), x\(p))" }
        })
                    s += 1
                    w += \(vectors) * lanes
                } while s < stop
                tap += 1
            } while tap < end
            let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
            \(step) r = c.result
            \(step) d = c.addend
            if \(step) a = c.residual {
        \(epilogue(residual: true))
            } else {
        \(epilogue(residual: false))
            }
        }
        """
}

/// Pixels in a row, each channel by its own filter.
func depthwiseTile(pixels: Int) -> String {
    let sums = (0..<pixels).map { "s\($0)" }
    let variable = pixels > 1 ? "var" : "let"
    func epilogue(residual: Bool) -> String {
        lines(pixels) { p in
            "        store(smaller(larger(\(sums[p])\(residual ? " + Vector(at: a)" : ""), low), high), r)"
                + (p + 1 == pixels ? "" : "\n        r += c.resultPixel" + (residual ? "; a += c.resultPixel" : ""))
        }
    }
    return """

        @inline(never)
        func depthwiseTile\(pixels)(_ call: UnsafePointer<DepthwiseCall>) {
            let c = call.pointee
            let bias = Vector(at: c.bias)
        \(lines(pixels) { "    var \(sums[$0]) = bias" })
        \(pixels > 1 ? "    let step = c.sourcePixel" : "")
            var row = 0
            repeat {
                var s = c.source + row * c.sourceLine
                var w = c.weights + row * c.weightLine
                var column = 0
                repeat {
                    let weight = Vector(at: w)
                    \(variable) p = s
        \(lines(pixels) { p in
            "            \(sums[p]) = multiplyAdd(\(sums[p]), Vector(at: p), weight)" + (p + 1 == pixels ? "" : "\n            p += step")
        })
                    s += c.sourceTap
                    w += lanes
                    column += 1
                } while column < c.columns
                row += 1
            } while row < c.rows
            let (low, high) = (Vector(repeating: c.low), Vector(repeating: c.high))
            \(variable) r = c.result
            if \(variable) a = c.residual {
        \(epilogue(residual: true))
            } else {
        \(epilogue(residual: false))
            }
        }
        """
}

func depthwiseRunner(_ most: Int) -> String {
    """

    let depthwisePixels = \(most)

    func runDepthwiseTile(pixels: Int, _ call: UnsafePointer<DepthwiseCall>) {
        switch pixels {
    \(lines(most) { "    case \($0 + 1): depthwiseTile\($0 + 1)(call)" })
        default: break
        }
    }

    """
}

func runner(_ sizes: [Int: Int]) -> String {
    var text = """

        /// The most pixels of a tile of so many vectors.
        let tilePixels = [0, \(sizes.sorted { $0.key < $1.key }.map { "\($0.value)" }.joined(separator: ", "))]

        func runTile(vectors: Int, pixels: Int, _ call: UnsafePointer<TileCall>) {
            switch vectors << 4 | pixels {

        """
    for (vectors, most) in sizes.sorted(by: { $0.key < $1.key }) {
        for pixels in 1...most { text += "    case \(vectors << 4 | pixels): tile\(vectors)x\(pixels)(call)\n" }
    }
    return text + "    default: break\n    }\n}\n"
}

func all(_ keep: (Int, Int) -> Bool) -> String {
    wide.sorted { $0.key < $1.key }.flatMap { vectors, most in
        (1...most).filter { keep(vectors, $0) }.map { tile(vectors: vectors, pixels: $0) + "\n" }
    }.joined()
}

let text = """
    // Written by Scripts/generate-tiles.swift; changes belong there.
    // swift-format-ignore-file

    import CMachine
    import KernelGeometry

    private let lanes = Vector.scalarCount
    /// How far ahead of its use a weight that serves one result only is asked for, in floats.
    private let ahead = 2048
    \(all { $1 <= narrow[$0] ?? 0 })
    \((1...14).map { depthwiseTile(pixels: $0) + "\n" }.joined())
    #if KERNELS_AVX512 || arch(arm64)
    \(all { $1 > narrow[$0] ?? 0 })
    \(runner(wide))
    \(depthwiseRunner(14))
    #else
    \(runner(narrow))
    \(depthwiseRunner(8))
    #endif

    """

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
let folder = CommandLine.arguments.dropFirst().first ?? "Sources/VectorKernelsBaseline"
guard let file = fopen("\(folder)/Tiles.swift", "w") else {
    fputs("error: cannot write \(folder)/Tiles.swift\n", stderr)
    exit(1)
}
fputs(text, file)
fclose(file)
