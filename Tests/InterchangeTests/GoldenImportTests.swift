import CostAnalysis
import Foundation
import NetworkIR
import Testing

@testable import Interchange

@Suite("ONNX files of torchvision's models")
struct GoldenImportTests {
    static let folder = "/work/shared/golden/onnx"

    @Test(arguments: [
        "vgg16", "resnet18", "resnet50", "densenet121", "shufflenet_v2_x1_0", "efficientnet_b0", "mobilenet_v2",
        "mobilenet_v3_large", "googlenet", "srresnet_x4", "unet_bilinear", "dcgan_g64", "lenet5", "alexnet",
        "squeezenet1_1", "resnext50_32x4d", "mobilenet_v2__bn_kept",
    ])
    func macs(name: String) throws {
        let data = [UInt8](try Data(contentsOf: URL(filePath: "\(Self.folder)/\(name).onnx")))
        let model = try ImportedModel(ModelBytes(data), name: name)
        print(try model.network.languageText(comment: "from \(name).onnx"))
        print(name, try model.network.cost().total.macs, model.network.layers.count, model.warnings)
    }
}
